"""Addresses of signing in, of one's own account and of people."""

from django.urls import path

from groundswell.web.pages.accounts import account, entering, factor, people, saml_views, sign_on

urlpatterns = [
    path("setup/", entering.set_up, name="setup"),
    path("sign-in/", entering.sign_in, name="sign_in"),
    path("sign-in/code/", entering.sign_in_code, name="sign_in_code"),
    path("sign-out/", entering.sign_out, name="sign_out"),
    path("sign-on/", sign_on.leave, name="sign_on"),
    path("sign-on/back/", sign_on.back, name="sign_on_back"),
    path("saml/", saml_views.leave, name="saml"),
    path("saml/back/", saml_views.back, name="saml_back"),
    path("saml/metadata/", saml_views.metadata, name="saml_metadata"),
    path("account/sign-on/", sign_on.connect, name="account_sign_on"),
    path("join/<str:token>/", entering.join, name="join"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account_password"),
    path("account/second-factor/", factor.factor, name="account_factor"),
    path("account/second-factor/picture/", factor.picture, name="account_factor_picture"),
    path("account/second-factor/off/", factor.off, name="account_factor_off"),
    path("account/second-factor/codes/", factor.recovery, name="account_recovery"),
    path("account/signed-in/<str:place_id>/end/", account.place_end, name="account_place_end"),
    path("account/sign-out-everywhere/", account.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("account/my-data/", account.data, name="account_data"),
    path("account/erase/", account.erase, name="account_erase"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path("people/<str:account_id>/", people.person, name="person"),
    path("people/<str:account_id>/link/", people.link, name="person_link"),
    path("people/<str:account_id>/link/end/", people.link_end, name="person_link_end"),
    path("people/<str:account_id>/back/", people.come_back, name="person_back"),
    path("people/<str:account_id>/sign-out/", people.sign_out, name="person_sign_out"),
    path("people/<str:account_id>/close/", people.close, name="person_close"),
    path("people/<str:account_id>/administrator/", people.administrator, name="person_administrator"),
    path("people/<str:account_id>/erase/", people.erase, name="person_erase"),
]
