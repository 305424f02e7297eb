"""What the fleet costs: dated prices, what a template is charged, what a class uses, what would be if. Pure, and needs no AWS.

`prices.toml` is the only place with a price. `charges.py` reads templates; `traffic.py` what learners add; `whatif.py` and
`serving.py` answer what else could be chosen. Taxes, credits, savings plans and the free tier of a new account are left out.
"""
