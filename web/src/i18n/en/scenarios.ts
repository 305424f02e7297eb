// Words of the area `scenarios`.
export default {
  title: 'Scenarios',
}
