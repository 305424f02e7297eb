"""What runs on the fleet's machines on AWS: the NAT's script, the workers' playbook, and the questions that SSM carries to workers.

`nat.sh` and `playbook/` are data: the first travels as user data (nat.py), the second in the asset bucket (packages/).
"""
