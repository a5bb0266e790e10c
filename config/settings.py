"""All settings, read from the environment, safe where nothing is said.

Owns every default. A running demo leaves `.demo/env`, which stands in for an environment that names no database.
Never holds a secret: without SECRET_KEY nothing starts.
"""

from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

BASE_DIR = Path(__file__).resolve().parent.parent

django_stubs_ext.monkeypatch()

env = environ.Env()
if "DATABASE_URL" not in env.ENVIRON and (BASE_DIR / ".demo/env").exists():
    env.read_env(BASE_DIR / ".demo/env")
for needed in ("SECRET_KEY", "DATABASE_URL"):
    if not env.str(needed, ""):
        raise ImproperlyConfigured(f"{needed} is not set. Set it, or let `make demo` run beside this.")

# What a company sets -------------------------------------------------------------------------------------------

SITE_NAME = env.str("SITE_NAME", "Tell")
SITE_ACCENT = env.int("SITE_ACCENT", 266)  # a hue, 0 to 360
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_LOGO = env.str("SITE_LOGO", "")  # path of an SVG or PNG file, shown instead of our mark
GERMAN_ADDRESS = env.str("GERMAN_ADDRESS", "Sie")  # or "du": how German speaks to people
if GERMAN_ADDRESS.lower() not in ("sie", "du"):
    raise ImproperlyConfigured(
        f"GERMAN_ADDRESS is {GERMAN_ADDRESS!r}. German says either Sie or du to people."
    )
SAFETY_PHONE = env.str("SAFETY_PHONE", "")
SAFETY_CONTACT = env.str("SAFETY_CONTACT", "")  # e-mail address or personnel number of who gets hazards
DANGER_WORDS = env.list(
    "DANGER_WORDS",
    default=[
        *(
            "danger",
            "dangerous",
            "accident",
            "injury",
            "injured",
            "fire",
            "smoke",
            "gas leak",
            "electric shock",
        ),
        *(
            "Gefahr",
            "gefährlich",
            "Unfall",
            "verletzt",
            "Verletzung",
            "Brand",
            "Rauch",
            "Gasgeruch",
            "Stromschlag",
        ),
    ],
)
SIGNUP_DOMAINS = [domain.lower() for domain in env.list("SIGNUP_DOMAINS", default=[])]
IMPORT_SUBMITTER = env.str("IMPORT_SUBMITTER", "")
MIN_REVIEWS = env.int("MIN_REVIEWS", 2)
APPEAL_PANEL = env.int("APPEAL_PANEL", 0)  # so many people are heard on an appeal before it is decided
GLANCE_REQUIRED = env.bool("GLANCE_REQUIRED", True)
DEFAULT_VISIBILITY = env.str("DEFAULT_VISIBILITY", "everyone")
DJANGO_ADMIN_PATH = env.str("DJANGO_ADMIN_PATH", "").strip("/")
DEMO = env.bool("DEMO", False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "")

# Security ------------------------------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
PROBES = ("healthz", "readyz", "metrics")  # asked from the inside, without TLS
SECURE_REDIRECT_EXEMPT = [rf"^{probe}$" for probe in PROBES]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
CSRF_FAILURE_VIEW = "ideas.views.submitters.stale"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
proxies = env.str("BEHIND_PROXY", "0").strip().lower()
if not proxies.isdigit() and proxies not in ("yes", "true", "on", "no", "false", "off", ""):
    raise ImproperlyConfigured(f"BEHIND_PROXY is {proxies!r}. Set the number of proxies, 0 for none.")
# How many; the outermost must overwrite X-Forwarded-Proto and -For, each further one append itself to -For.
BEHIND_PROXY = int(proxies) if proxies.isdigit() else int(proxies in ("yes", "true", "on"))
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = BEHIND_PROXY
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
try:
    METRICS_ALLOWED = [ip_network(network) for network in env.list("METRICS_ALLOWED", default=[])]
except ValueError as fault:
    raise ImproperlyConfigured(f"METRICS_ALLOWED: {fault}. Set networks, as 10.1.2.0/24,::1.") from None
# The company's directory (OpenID Connect), where OIDC_SERVER names one. Its answer is matched anew at each sign-in.
OIDC_SERVER = env.str("OIDC_SERVER", "").rstrip("/")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_SECRET = env.str("OIDC_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "your company account")
OIDC_SCOPES = env.list("OIDC_SCOPES", default=["openid", "profile", "email"])
OIDC_NUMBER_CLAIM = env.str("OIDC_NUMBER_CLAIM", "")  # the claim that holds the personnel number
OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", False)  # addresses count without "email_verified"
OIDC_MAKE_PEOPLE = env.bool("OIDC_MAKE_PEOPLE", False)
OIDC_ONLY = env.bool("OIDC_ONLY", False)
OIDC_FORM_ORIGINS = env.list("OIDC_FORM_ORIGINS", default=[])
_oidc = urlsplit(OIDC_SERVER)
if OIDC_SERVER and not OIDC_CLIENT_ID:
    raise ImproperlyConfigured(
        "OIDC_SERVER is set, but not OIDC_CLIENT_ID: set the id that the directory gave."
    )
if OIDC_SERVER and _oidc.scheme != "https" and _oidc.hostname not in ("localhost", "127.0.0.1"):
    raise ImproperlyConfigured(f"OIDC_SERVER is {OIDC_SERVER!r}. Signing in goes over https:// alone.")
if OIDC_ONLY and not OIDC_SERVER:
    raise ImproperlyConfigured(
        "OIDC_ONLY is set, but not OIDC_SERVER: nobody could sign in. Set it, or OIDC_ONLY=0."
    )
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # a form whose answer leads to the directory counts as sent there
        "form-action": [
            SELF,
            *([f"{_oidc.scheme}://{_oidc.netloc}"] if OIDC_SERVER else []),
            *OIDC_FORM_ORIGINS,
        ],
        "frame-ancestors": [NONE],
    }
}

# Parts ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "ideas",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "config.middleware.Numbered",
    "csp.middleware.CSPMiddleware",  # these two come first, so that no answer goes without what they add
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.ProxiesCounted",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.SafelyCompressed",
    "config.middleware.ComeBackLater",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PersonalLanguage",
    "accounts.middleware.OnlyThroughDirectory",
    "config.middleware.NotStored",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.site.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # showing one writes no row

# Data ----------------------------------------------------------------------------------------------------------

DATABASES = {
    "default": {**env.db("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
}
# A row of a list joins ten tables: weighing every order costs more than any of them (docs/decisions.md).
# A web server for figures alone may ask a replica, which takes no row, the cache's included.
READ_ONLY = env.bool("READ_ONLY", False)
# What ideas/statements.py asks is planned once a connection, its constants known and its values not.
told_to_the_database = (
    "-c join_collapse_limit=4 -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off"
    " -c max_parallel_workers_per_gather=0" + (" -c default_transaction_read_only=on" if READ_ONLY else "")
)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", told_to_the_database)
DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 2)
POSTGRES_PROGRAMS = env.str("POSTGRES_PROGRAMS", "")  # folder of pg_dump, pg_restore and psql, for backups
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database: a Redis that is down must not end a sign-in.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tell_cache"}}
if READ_ONLY:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# People --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "change_password": "accounts.own_account.ChangePassword",
    "set_password": "accounts.own_account.SetPassword",
    "reset_password": "accounts.own_account.AskForNewPassword",
    "reset_password_from_key": "accounts.own_account.NewPassword",
    "confirm_password_reset_code": "accounts.own_account.NewPasswordCode",
    "reauthenticate": "accounts.own_account.ShowPassword",
    "request_login_code": "accounts.own_account.AskForCode",
    "confirm_login_code": "accounts.own_account.SignInCode",
    "confirm_email_verification_code": "accounts.own_account.AddressCode",
    "add_email": "accounts.own_account.NewAddress",
    "change_email": "accounts.own_account.OtherAddress",
}
ACCOUNT_USER_DISPLAY = "accounts.adapters.shown_name"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "personnel_number"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # a code by mail lets in; a password is set afterwards, by the owner alone
ACCOUNT_CHANGE_EMAIL = True  # one address a person
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # known or not, an address gets one mail, and the answer takes as long
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # three tries a code; a telephone shows its digits
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {  # a whole plant may come from one address
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,3/m/key,10/h/key",
    "reset_password": "60/m/ip,3/m/key,10/h/key",
    "signup": "60/m/ip",
    "invitation": "30/m/ip,5/5m/key",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.own_account.SecondStep",
    "reauthenticate": "accounts.own_account.SecondStepAgain",
    "activate_totp": "accounts.own_account.StartApp",
    "add_webauthn": "accounts.own_account.AddKey",
    "edit_webauthn": "accounts.own_account.NameKey",
}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.OtherSignInAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost alone
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # clocks of phones are half a minute off
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # whom the directory vouches for needs no code by mail
OIDC_APP = {
    "provider_id": "company",
    "name": OIDC_NAME,
    "client_id": OIDC_CLIENT_ID,
    "secret": OIDC_SECRET,
    "settings": {"server_url": OIDC_SERVER, "scope": OIDC_SCOPES, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {"openid_connect": {"APPS": [OIDC_APP] if OIDC_SERVER else []}}

# Language, time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale" / GERMAN_ADDRESS.lower(), BASE_DIR / "locale"]  # the first one goes first
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")
USE_TZ = True
HOLIDAYS_IN = env.str("HOLIDAYS_IN", "DE")  # of new departments: a country, or with its part, as "DE-NW"

# Static files --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_ROOT = BASE_DIR / "config/root"  # files that are asked for by a fixed address
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "static-collected")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Files that people send ----------------------------------------------------------------------------------------

MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media")  # served by views alone, after a check for each file
FILE_MAX_BYTES = env.int("FILE_MAX_BYTES", 10 * 1024 * 1024)
FILES_MAX_AN_IDEA = env.int("FILES_MAX_AN_IDEA", 10)
FILES_MAX_BYTES_A_PERSON = env.int(
    "FILES_MAX_BYTES_A_PERSON", 200 * 1024 * 1024
)  # a day, so that no disk runs full
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "ideas.files.arriving.Bounded",  # first, so that no more of a file is written than is needed to refuse it
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = FILES_MAX_AN_IDEA + 10
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Mail: everything that sends writes a row, and the outbox alone speaks SMTP, with the values of EMAIL_URL --------

EMAIL = env.email_url("EMAIL_URL", "smtp://localhost:25")
EMAIL_BACKEND = "ideas.outbox.OutboxBackend"
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <tell@{urlsplit(SITE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Work in the background: the database is the queue, Redis is the doorbell ---------------------------------------

REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True  # a result backend would hold a request up for 19 s when Redis is down
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 180
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# A worker without -Q takes all three; "celery" is where tasks without a queue go.
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("mail", "sweep", "celery")]
CELERY_TASK_ROUTES = {
    "ideas.deliver_due": {"queue": "mail"},
    "ideas.sweep": {"queue": "sweep"},
    "ideas.digests": {"queue": "sweep"},
}
CELERY_BEAT_SCHEDULE = {
    "deliver-due": {"task": "ideas.deliver_due", "schedule": 15, "options": {"expires": 15}},
    "sweep": {"task": "ideas.sweep", "schedule": 60, "options": {"expires": 60}},
    "digests": {"task": "ideas.digests", "schedule": 300, "options": {"expires": 300}},
}

# Logs ----------------------------------------------------------------------------------------------------------

LOG_FORMAT = env.str("LOG_FORMAT", "plain")
if LOG_FORMAT not in ("plain", "json"):
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}. Set plain or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "config.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.db.backends": {"level": "INFO"},  # below, it tells statements with all that they carry
    },
}
