"""Settings of the REST API, its schema and its OAuth2 server."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["desmigratif.exchange.authentication.ClientAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["desmigratif.core.rest.permissions.NoAccess"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is an unknown parameter like any other
    "NUM_PROXIES": 0,
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "desmigratif.core.rest.errors.ApiExceptionHandler",
    "ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": True,
    "ALLOWED_ERROR_STATUS_CODES": ["400", "401", "403", "404", "405", "406"],
}

# Clients are made by hand under an agreement; only token, revoke and introspect are mounted (desmigratif.exchange).
OAUTH2_PROVIDER_APPLICATION_MODEL = "exchange.ApiClient"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "exchange.AccessToken"
OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL = "exchange.RefreshToken"
OAUTH2_PROVIDER_GRANT_MODEL = "exchange.Grant"
OAUTH2_PROVIDER_ID_TOKEN_MODEL = "exchange.IDToken"
OAUTH2_PROVIDER_DEVICE_GRANT_MODEL = "exchange.DeviceGrant"
OAUTH2_PROVIDER = {
    "SCOPES_BACKEND_CLASS": "desmigratif.exchange.scopes.AgreementScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 900,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    **{
        f"COMPLIANT_BCP_RFC9700_{name}": True
        for name in (
            "IMPLICIT_GRANT",
            "PASSWORD_GRANT",
            "PKCE_METHOD",
            "ACCESS_TOKEN_TRANSPORT",
            "AUTHZ_RESPONSE_ISS",
            "TOKEN_STORAGE",
            "REFRESH_TOKEN",
            "REDIRECT_URI_SCHEME",
        )
    },
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Desmigratif API",
    "DESCRIPTION": (
        "Data of Desa Migran Produktif villages for ministries and agencies, under an agreement. Log in with client"
        " credentials at `/oauth2/token/`; how, and what errors look like, is told at `/api/`."
    ),
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ValidationErrorEnum": "drf_standardized_errors.openapi_serializers.ValidationErrorEnum.choices",
        "ClientErrorEnum": "drf_standardized_errors.openapi_serializers.ClientErrorEnum.choices",
        "ServerErrorEnum": "drf_standardized_errors.openapi_serializers.ServerErrorEnum.choices",
    },
    "POSTPROCESSING_HOOKS": ["drf_standardized_errors.openapi_hooks.postprocess_schema_enums"],
}
