"""Addresses of groups, businesses, aid and cooperatives."""

from django.urls import path

from pillars.web.business import aids, businesses, cooperatives, groups, members, recaps

urlpatterns = [
    path("kelompok/", groups.GroupList.as_view(), name="group-list"),
    path("kelompok/tambah/", groups.GroupAdd.as_view(), name="group-add"),
    path("kelompok/<uuid:pk>/", groups.GroupDetail.as_view(), name="group-detail"),
    path("kelompok/<uuid:pk>/ubah/", groups.GroupEdit.as_view(), name="group-edit"),
    path("kelompok/<uuid:pk>/tarik/", groups.GroupWithdraw.as_view(), name="group-withdraw"),
    path("kelompok/<uuid:pk>/komentar/", groups.GroupComment.as_view(), name="group-comment"),
    path("kelompok/<uuid:pk>/anggota/", members.GroupMemberAdd.as_view(), name="group-member-add"),
    path("anggota-kelompok/<uuid:pk>/ubah/", members.GroupMemberEdit.as_view(), name="group-member-edit"),
    path("anggota-kelompok/<uuid:pk>/selesai/", members.GroupMemberEnd.as_view(), name="group-member-end"),
    path("usaha/", businesses.BusinessList.as_view(), name="business-list"),
    path("usaha/tambah/", businesses.BusinessAdd.as_view(), name="business-add"),
    path("usaha/<uuid:pk>/", businesses.BusinessDetail.as_view(), name="business-detail"),
    path("usaha/<uuid:pk>/ubah/", businesses.BusinessEdit.as_view(), name="business-edit"),
    path("usaha/<uuid:pk>/tarik/", businesses.BusinessWithdraw.as_view(), name="business-withdraw"),
    path("usaha/<uuid:pk>/komentar/", businesses.BusinessComment.as_view(), name="business-comment"),
    path("bantuan-usaha/", aids.AidList.as_view(), name="aid-list"),
    path("bantuan-usaha/catat/", aids.AidAdd.as_view(), name="aid-add"),
    path("bantuan-usaha/<uuid:pk>/", aids.AidDetail.as_view(), name="aid-detail"),
    path("bantuan-usaha/<uuid:pk>/ubah/", aids.AidEdit.as_view(), name="aid-edit"),
    path("bantuan-usaha/<uuid:pk>/cek/", aids.AidCheck.as_view(), name="aid-check"),
    path("bantuan-usaha/<uuid:pk>/tarik/", aids.AidWithdraw.as_view(), name="aid-withdraw"),
    path("bantuan-usaha/<uuid:pk>/komentar/", aids.AidComment.as_view(), name="aid-comment"),
    path("koperasi/", cooperatives.CooperativeList.as_view(), name="cooperative-list"),
    path("koperasi/tambah/", cooperatives.CooperativeAdd.as_view(), name="cooperative-add"),
    path("koperasi/<uuid:pk>/", cooperatives.CooperativeDetail.as_view(), name="cooperative-detail"),
    path("koperasi/<uuid:pk>/ubah/", cooperatives.CooperativeEdit.as_view(), name="cooperative-edit"),
    path("koperasi/<uuid:pk>/tarik/", cooperatives.CooperativeWithdraw.as_view(), name="cooperative-withdraw"),
    path("koperasi/<uuid:pk>/komentar/", cooperatives.CooperativeComment.as_view(), name="cooperative-comment"),
    path("koperasi/<uuid:pk>/anggota/", members.CooperativeMemberAdd.as_view(), name="cooperative-member-add"),
    path("anggota-koperasi/<uuid:pk>/ubah/", members.CooperativeMemberEdit.as_view(), name="cooperative-member-edit"),
    path("anggota-koperasi/<uuid:pk>/selesai/", members.CooperativeMemberEnd.as_view(), name="cooperative-member-end"),
    path("koperasi/<uuid:pk>/rekap/", recaps.RecapAdd.as_view(), name="recap-add"),
    path("rekap-koperasi/<uuid:pk>/ubah/", recaps.RecapEdit.as_view(), name="recap-edit"),
]
