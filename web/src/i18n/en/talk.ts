// Words of the area `talk`.
export default {
  title: 'Talk',
}
