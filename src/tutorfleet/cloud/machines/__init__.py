"""What runs on the fleet's machines on AWS: the NAT's script, the workers' playbook, and the questions that SSM carries to workers.

The scripts and `playbook/` are data: those travel as user data (user_data.py), this in the asset bucket (packages/).
"""
