// Words of the area `account`.
export default {
  title: 'Account',
}
