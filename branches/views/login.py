from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, RedirectURLMixin
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from ..doors import OWN_PASSWORD, SECOND_FACTOR, open_under
from ..forms import LanguageForm
from ..login.browsers import remember_browser
from ..login.entering import begin_half, enter, half_of, note_leaving
from ..login.forms import CodeForm, LoginForm, OwnPasswordForm
from ..login.second_factor import device_of
from ..login.typed import typed_by
from ..sessions import Ending


class Login(LoginView):
    form_class = LoginForm
    template_name = "branches/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        ended = self.request.GET.get("ended")
        sentence = Ending(ended).label if ended in Ending and not kwargs.get("form") else ""
        return super().get_context_data(ended=sentence, **kwargs)

    def form_valid(self, form):
        user, next_page = form.get_user(), self.get_success_url()
        if device_of(user):
            begin_half(self.request, user)
            return redirect(f"{resolve_url('branches:login_code')}?{urlencode({'next': next_page})}")
        return entered(self.request, user, HttpResponseRedirect(next_page), is_verified=False)


@method_decorator([login_not_required, sensitive_post_parameters()], name="dispatch")
class LoginCode(RedirectURLMixin, FormView):
    """The second step, for who has given the right password a few minutes ago."""

    form_class = CodeForm
    template_name = "branches/login_code.html"
    next_page = "home"

    def dispatch(self, request, *args, **kwargs):
        self.user = half_of(request)
        if self.user is None:
            return redirect("branches:login")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request, "user": self.user}

    def form_valid(self, form):
        return entered(self.request, self.user, super().form_valid(form), is_verified=True)


def entered(request, user, response, *, is_verified):
    """Log ``user`` in and let the browser that gets ``response`` remember it."""
    enter(request, user, is_verified=is_verified)
    remember_browser(request, response, user.username)
    return response


@method_decorator(login_not_required, name="dispatch")
class Logout(LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            note_leaving(request.user)
        return super().post(request, *args, **kwargs)


@method_decorator(open_under(OWN_PASSWORD), name="dispatch")
class PasswordChange(PasswordChangeView):
    form_class = OwnPasswordForm
    template_name = "branches/password_change.html"
    success_url = reverse_lazy("home")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        messages.success(self.request, _("The password has been changed."))
        return super().form_valid(form)


@require_safe
def typed_again(request):
    """A form that came when the screen was locked is offered again, to whoever wrote it."""
    typed = typed_by(request)
    if typed is None:
        return redirect("home")
    address, fields = typed
    return render(request, "branches/typed_again.html", {"address": address, "fields": fields})


@open_under(OWN_PASSWORD, SECOND_FACTOR)
@require_POST
def language_set(request):
    form = LanguageForm(request.POST, instance=request.user)
    if not form.is_valid():
        raise BadRequest("No such language.")
    request.user.save(update_fields=["language"])
    return redirect(page_to_return_to(request))


def page_to_return_to(request):
    """The page of ours that the form was sent from, else the first page."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else resolve_url("home")
