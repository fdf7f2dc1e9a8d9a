"""The one settings file. Setting SECRET_KEY says production; without it this is the embedded default.

What must be right in production is checked here and in deploy/checks.py, at start, by name.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
import pghistory
import structlog
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.templatetags.static import static
from django.urls import reverse_lazy

from deploy import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("TRACKER_DATA", str(BASE_DIR / "var")))

PRODUCTION = env.is_set("SECRET_KEY")
EMBEDDED = not PRODUCTION
if PRODUCTION:
    missing = [
        name
        for name in ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "ALLOWED_HOSTS", "EMAIL_URL")
        if not env.is_set(name)
    ]
    if missing:
        raise env.BadSetting(
            f"SECRET_KEY is set, so this is production, and these are not set: {', '.join(missing)}. "
            "See deploy/env.example."
        )
oidc = sorted(name for name in os.environ if name.startswith("OIDC_"))
if oidc:
    raise env.BadSetting(f"{oidc[0]} is set, but sign-in by OIDC is not built yet: unset it to start.")

SECRET_KEY = env.text("SECRET_KEY") or env.text("EMBEDDED_SECRET_KEY", "embedded-default-not-for-production")
DEBUG = False
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = (
    env.words("ALLOWED_HOSTS") if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "csp",
    "django_prometheus",
    "django_structlog",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "deploy",
    "programme",
    "programme.outbox",
    "savings",
    "governance",
    "bots",
]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "deploy.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "deploy.middleware.NoStore",
    "deploy.middleware.NotThisWay",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "deploy.urls"
WSGI_APPLICATION = "deploy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "deploy" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Where the parts below find the parts above, by name and never by import.
SUBSCRIPTIONS = "deploy.subscriptions.SUBSCRIPTIONS"
HANDLERS = "deploy.subscriptions.HANDLERS"
DECISION_GATE = "governance.changes.gates.check_stated_decision"
TABLE_UNDOERS = {"risk": "governance.changes.risk_tables.undo_risk"}
TIMETABLE = "deploy.timetable.write_what_is_due"
BELL = "deploy.celery.ring"
NEWEST_CLOSING = "savings.queries.closing.newest_closing"
PANELS = "deploy.panels.PANELS"
COLUMNS = "deploy.panels.COLUMNS"
CARDS = "deploy.panels.CARDS"

WORKER_NAME = env.text("WORKER_NAME", "worker:1")

# A web request waits for the database less than Slack waits for us (3 s).
_WAITS = "-c lock_timeout=2000 -c statement_timeout=20000 -c idle_in_transaction_session_timeout=60000"


def database(url: str) -> dict[str, Any]:
    """Return one database's settings; with no URL, ones that name no server (for --help and makemigrations)."""
    if not url:
        return {"ENGINE": "django.db.backends.postgresql", "NAME": "nowhere", "HOST": "/nonexistent"}
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": _WAITS, "connect_timeout": 2}
    pool = env.number("DATABASE_POOL", 12)
    if not pool:
        return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    # Left to itself a pool hands out connections that a restart of the server broke, and waits up to two minutes
    # before it looks for one that was away.
    config["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 2, "reconnect_timeout": 3}
    return config | {"CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database(env.text("DATABASE_URL"))}
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL")
REDIS_URL = env.text("REDIS_URL", "unix:///nonexistent/valkey.sock")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False, db_index=True)

AUTH_USER_MODEL = "programme.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "deploy.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "5/m/ip,3/h/key",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

# Throttles of sign-in and API count across processes, so they live in Redis; without it they fail open.
CACHES = {
    "default": {
        "BACKEND": "deploy.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tracker",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}

EMAIL_URL = env.text("EMAIL_URL")
_mail = (
    dj_email_url.parse(EMAIL_URL)
    if EMAIL_URL
    else {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
EMAIL_FROM = env.text("EMAIL_FROM", "tracker@example.test")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM

SLACK_BOT_TOKEN = env.text("SLACK_BOT_TOKEN")
SLACK_SIGNING_SECRET = env.text("SLACK_SIGNING_SECRET")
SLACK_API_URL = env.text("SLACK_API_URL", "https://slack.com/api/")
SLACK_TIMEOUT_SECONDS = 10
SLACK_APP_TOKEN = env.text("SLACK_APP_TOKEN")  # Socket Mode in the place of requests from Slack
QUESTIONS_KEPT_DAYS = env.number("QUESTIONS_KEPT_DAYS", 90)  # the words of questions, answered or not
SLACK_TOKEN_STORE = "bots.slack.tokens.EnvironmentTokens"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "programme.api.authentication.TokenAuthentication",
        "programme.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["programme.api.authentication.IsSomebody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": None,
    "EXCEPTION_HANDLER": "programme.api.problems.problem_response",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "1200/min"},
    "NUM_PROXIES": TRUSTED_PROXIES,
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Programme Tracker",
    "DESCRIPTION": "What a council's transformation programme delivers, when, and what it is worth.",
    "VERSION": "v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["programme.api.schema.canonical"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "programme.api.schema.introduce",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Rag": "programme.api.fields.RAG_CHOICES",
        "Precision": "programme.api.fields.PRECISIONS",
        "MilestoneKind": "programme.api.milestones.KINDS",
        "SavingKind": "savings.api.figures.KINDS",
        "SavingOutlook": "savings.api.figures.OUTLOOKS",
        "CostKind": "savings.api.behind.COSTS",
        "CostSource": "savings.api.behind.SOURCES",
        "EvidenceGrade": "savings.api.behind.GRADES",
        "EvidenceAnswer": "savings.api.behind.ANSWERS",
        "EvidenceQuestion": "savings.api.behind.ASKED",
        "SettlementChoice": "savings.api.behind.CHOICES",
        "WaitingForFinance": "savings.api.behind.WAITINGS",
        "BoardKind": "governance.api.boards.KINDS",
        "BoardSeat": "governance.api.boards.SEATS",
        "AlertKind": "governance.api.alerts.KINDS",
        "AlertSubject": "governance.api.alerts.SUBJECTS",
        "DecisionKind": "governance.api.decisions.KINDS",
        "DecisionState": "governance.api.decisions.STATES",
        "DecisionEffectKind": "governance.api.decisions.EFFECTS",
        "DecisionSubject": "governance.api.decisions.SUBJECTS",
        "RiskOf": "governance.api.risks.KINDS",
        "Band": "governance.api.risks.BAND_CHOICES",
        "RiskState": "governance.api.registers.STATES",
        "RiskResponse": "governance.api.registers.RESPONSE_CHOICES",
        "ImpactAssessmentKind": "governance.api.registers.ASSESSED",
        "ImpactAssessmentState": "governance.api.registers.ASSESSED_STATES",
        "BoardCheck": "governance.api.boards.CHECKS",
        "MeetingState": "governance.models.meeting.MEETING_STATES",
        "AgendaKind": "governance.models.meeting.AGENDA_KINDS",
        "AttendanceState": "governance.models.meeting.ATTENDANCE",
        "PaperState": "governance.models.paper.PAPER_STATES",
        "DocumentKind": "governance.models.paper.DOCUMENT_KINDS",
        "FindingKind": "governance.models.action.FINDING_KINDS",
        "FindingState": "governance.models.action.FINDING_STATES",
    },
}

# Two policies: strict for our pages, relaxed under the admin alone (unfold's Alpine needs eval).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = PUBLIC_URL.startswith("https://")
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^healthz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("http") else []
CSRF_FAILURE_VIEW = "deploy.pages.csrf_failure"
METRICS_TOKEN = env.text("METRICS_TOKEN")
SECURITY_CONTACT = env.text("SECURITY_CONTACT")
PROMETHEUS_EXPORT_MIGRATIONS = False

SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]
structlog.configure(
    processors=[
        *SHARED_PROCESSORS,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": SHARED_PROCESSORS,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # Bolt's own line on a bad signature holds the request body.
        "slack_bolt": {"level": "ERROR"},
        "slack_sdk": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "django_structlog": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "psycopg.pool": {"level": "ERROR"},
    },
}
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
# An email is unique whatever its case, by a constraint on its lower form that this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
UNFOLD = {
    "SITE_TITLE": "Programme Tracker",
    "SITE_HEADER": "Programme Tracker",
    "SITE_SYMBOL": "flag",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": False,
    "SITE_URL": "/",
    "STYLES": [lambda request: static("tracker/admin.css")],
    "SCRIPTS": [lambda request: static("tracker/admin.js")],
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("tracker/favicon.svg")}
    ],
    "ENVIRONMENT": "deploy.branding.environment",
    "DASHBOARD_CALLBACK": "programme.admin.site.front_page",
    "SIDEBAR": {"navigation": "deploy.navigation.groups"},
    "ACCOUNT": {"navigation": [{"title": "My account", "link": reverse_lazy("account")}]},
    "COLORS": {
        "primary": {
            "50": "oklch(97% .014 254.604)",
            "100": "oklch(93.2% .032 255.585)",
            "200": "oklch(88.2% .059 254.128)",
            "300": "oklch(80.9% .105 251.813)",
            "400": "oklch(70.7% .165 254.624)",
            "500": "oklch(62.3% .214 259.815)",
            "600": "oklch(48.8% .215 264.376)",
            "700": "oklch(42.4% .199 265.638)",
            "800": "oklch(37.9% .146 265.522)",
            "900": "oklch(32.5% .12 265)",
            "950": "oklch(28.2% .091 267.935)",
        },
    },
}
