"""How people log in: allauth for passwords and second factors, axes against guessing."""

from datetime import timedelta

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/go/"

ACCOUNT_ADAPTER = "mulin.ui.entrance.AccountAdapter"
MFA_ADAPTER = "mulin.ui.entrance.FactorAdapter"
AXES_CLIENT_IP_CALLABLE = "mulin.ui.http.address_of"
AXES_USERNAME_CALLABLE = "mulin.ui.entrance.login_tried"
AXES_LOCKOUT_CALLABLE = "mulin.ui.errors.locked_out"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
# Workers in the field stay logged in over the shift and the next.
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"
# Failures are counted by axes; two counters would lock people out at different moments.
ACCOUNT_RATE_LIMITS = {"login_failed": False}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers themselves allow passkeys over https and on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
MFA_TOTP_ISSUER = "睦邻"
# The clocks of phones are off by some seconds.
MFA_TOTP_TOLERANCE = 1

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_ENABLE_ADMIN = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
