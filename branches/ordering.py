from django.db import models


class ByteOrderedCharField(models.CharField):
    """Text that sorts and compares by its bytes on both databases, so that a subtree is a range of paths.

    PostgreSQL needs collation C for that; SQLite does so by itself and knows no collation of that name.
    """

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "branches.ordering.ByteOrderedCharField", args, kwargs
