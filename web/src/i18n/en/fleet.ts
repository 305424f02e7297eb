// Words of the area `fleet`.
export default {
  title: 'Fleet',
}
