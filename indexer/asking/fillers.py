"""Words of a query that ask, without saying what."""

from typing import Final

_ASKING = """
    a about affordable after afterwards all am an and any anyone appointment appointments are area as at
    available based be because been before best book booking bookings but by can care cheap cheapest clinic
    clinics close d do doctor does every experienced expert experts find for from get gets give go good great
    had has have help helping helps her hi him his hour hours how i im in is it its just kind like local
    location looking m me might my near nearby nearest need needs now of offer offering offers ok on or our
    over people person place places please pls practice practices practitioner practitioners professional
    professionals provide provider providers provides put qualified recommend recommended reliable right s
    search see seeing service services session sessions should show so some somebody someone something
    somewhere specialise specialised specialises specialising specialist specialists specialize specializing
    suburb take takes than that the their them then therapies therapist therapists therapy there they this to
    top treat treating treatment treatments treats trusted try us want wants was we what when where which who
    whos will with within works would year years you your
"""
_FOR_WHOM = "dad daughter friend friends grandma husband mate mother mum mums nan parents partner son wife"
"""Where it does say what is sought ("mums and bubs"), a vocabulary has read it before."""

FILLERS: Final = frozenset(f"{_ASKING} {_FOR_WHOM}".split())
