// Words of the area `notebook`.
export default {
  title: 'Notebook',
}
