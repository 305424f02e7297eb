"""What changes and looks at a real account: preflight, plan, deployment, status, users, destruction. CLI: `tutorfleet cloud --help`.

Pure: schedule, values, differences. Everything else calls AWS with boto3, or whatever AWS_ENDPOINT_URL names.
"""
