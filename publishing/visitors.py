"""Where a request comes from: one answer for limits and records, which never raises."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"
IPV4_NETWORK, IPV6_NETWORK = 24, 48
IPV6_HOUSEHOLD = 64
"""Whoever has one IPv6 address has as many as they like below the same first 64 bits."""


def client_address(request: HttpRequest) -> str:
    """The visitor's address. The front's header counts only where the front is trusted, and only with one address in it."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return str(_parsed(forwarded) or _parsed(request.META.get("REMOTE_ADDR", "")) or UNKNOWN)


def for_limits(request: HttpRequest) -> str:
    """The address as it is counted: an IPv6 household is one."""
    return _network(client_address(request), 32, IPV6_HOUSEHOLD)


def for_the_record(request: HttpRequest) -> str:
    """The address as it is kept: its network, from which no one device can be told."""
    address = client_address(request)
    return "" if address == UNKNOWN else _network(address, IPV4_NETWORK, IPV6_NETWORK)


def _network(address: str, ipv4: int, ipv6: int) -> str:
    length = ipv4 if isinstance(ip_address(address), IPv4Address) else ipv6
    return str(ip_network(f"{address}/{length}", strict=False).network_address)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.strip())
    except ValueError:
        return None


def for_counting(request: HttpRequest) -> str:
    """The address as it is counted where many may share it; "" where all visitors seem to come from this machine's own front."""
    address = client_address(request)
    return "" if address == UNKNOWN or ip_address(address).is_loopback else for_limits(request)
