from recovery_site.settings.base import *
