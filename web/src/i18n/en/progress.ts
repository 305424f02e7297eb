// Words of the area `progress`.
export default {
  title: 'Progress',
}
