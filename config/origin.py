"""From which machine a request comes."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request):
    """The address of whoever asks, as text; "" where it cannot be known (a Unix socket without a proxy).

    ``X-Forwarded-For`` counts only as far as there are proxies of ours in front (``TRUSTED_PROXIES``): each appends the
    address that it was called from, so with n of them it is the nth from the right. What stands further left anybody
    can write there. A header with fewer entries did not pass all of them and counts for nothing.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies and (address := _read(hops[-proxies])):
        return address
    return _read(request.META.get("REMOTE_ADDR", ""))


def _read(text):
    """An address in its one spelling, without a port; "" for what is none."""
    host = text.rpartition(":")[0] if text.count(":") == 1 else text.partition("]")[0].strip("[")
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
