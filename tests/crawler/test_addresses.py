"""Which addresses are fetched from: those of the public internet, however they are written."""

from ipaddress import ip_address

import pytest
from twisted.internet.error import DNSLookupError

from crawler.manners.addresses import (
    JudgingResolver,
    allowed_networks,
    is_public,
    literal_address,
    proxy_hosts,
    why_not_host,
)

LOOPBACK = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
    "127.0.0.1.", "[::1]", "::1", "::ffff:127.0.0.1", "[::ffff:7f00:1]", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1",
    "１２７.０.０.１", "%31%32%37.0.0.1", "①②⑦.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACK)
def test_this_machine_is_known_in_every_spelling(host):
    assert why_not_host(host) is not None


@pytest.mark.parametrize(
    "host",
    [
        "10.1.2.3", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "0xA9FEA9FE", "2852039166", "0.0.0.0", "0",
        "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "192.0.0.192", "100.100.100.200", "168.63.129.16",
        "fe80::1%eth0", "fe80::1%25eth0", "fd00:ec2::254", "ff02::1", "::", "fec0::1", "2001:db8::1", "::ffff:169.254.169.254",
    ],
)  # fmt: skip
def test_private_link_local_metadata_and_multicast_addresses_are_refused(host):
    assert why_not_host(host) is not None


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "a.localhost", "printer.local", "metadata.google.internal", "router.lan"],
)
def test_names_of_local_networks_are_refused(host):
    assert why_not_host(host) is not None


@pytest.mark.parametrize(
    "host",
    [
        "backs.example",
        "127.example",
        "1e3.example",
        "10.0.0.1.example",
        "dead.beef.example",
        "8.8.8.8",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
    ],
)
def test_names_and_public_addresses_are_asked(host):
    assert why_not_host(host) is None


@pytest.mark.parametrize("host", ["256.1.1.1", "1.2.3.4.5", "1.2.3.999", "::zz"])
def test_a_broken_address_is_not_taken_for_a_name(host):
    assert literal_address(host) is None
    assert why_not_host(host) is not None


def test_an_operator_may_allow_networks():
    allowed = allowed_networks({"ROSANNA_ALLOWED_NETWORKS": "10.0.0.5/32, fd00::/8"})
    assert is_public(ip_address("10.0.0.5"), allowed)
    assert is_public(ip_address("fd00::1"), allowed)
    assert not is_public(ip_address("10.0.0.6"), allowed)


def test_a_malformed_network_is_told():
    with pytest.raises(ValueError, match=r"ROSANNA_ALLOWED_NETWORKS: .*write networks such as"):
        allowed_networks({"ROSANNA_ALLOWED_NETWORKS": "10.0.0.5/8"})


def test_a_host_that_is_exempt_from_the_proxy_is_no_proxy(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "localhost")
    assert "proxy.example" in proxy_hosts()
    assert "localhost" not in proxy_hosts()


def test_each_answer_of_a_resolver_is_judged_so_that_a_name_cannot_change_its_address():
    resolver = JudgingResolver(None, 10, 1.0)
    assert resolver._judge("8.8.8.8", "Rebinding.example") == "8.8.8.8"
    with pytest.raises(DNSLookupError, match=r"resolves to 127\.0\.0\.1"):
        resolver._judge("127.0.0.1", "Rebinding.example")
    assert JudgingResolver.refused == {"rebinding.example": "127.0.0.1"}
