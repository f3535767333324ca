from recovery_site.settings.env import DEMO, env, required

EMAIL_CONFIG = env.email_url_config(
    env.str("EMAIL_URL", default="consolemail://")
    if DEMO
    else required("EMAIL_URL", how="Write it like smtp+tls://user:password@mail.example.org:587")
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = (
    env.str("DEFAULT_FROM_EMAIL", default="website@localhost")
    if DEMO
    else required("DEFAULT_FROM_EMAIL", how="It is the sender of all mail from the site.")
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
ADMINS = [(address, address) for address in env.list("ERROR_EMAILS", default=[])]
