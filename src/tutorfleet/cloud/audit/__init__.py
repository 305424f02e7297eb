"""The judge in a box: what the specification asks of an account, rule by rule, with points, evidence, a hint and a fix.

    tutorfleet cloud audit            an account as it stands now, both regions
    tutorfleet cloud audit --planned  what would be deployed, before it is

model/ is what a judge can see of an account; three sources fill it (collect/ a live one, synthesised/ our templates,
snapshot.py a file); rules/ are pure functions over it, and neither know nor ask where it comes from.
"""
