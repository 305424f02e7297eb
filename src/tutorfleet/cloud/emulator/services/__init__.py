"""Services, or parts of them, that moto lacks or gets wrong and that this fleet's deployment or audit reads."""
