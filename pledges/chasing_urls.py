from django.urls import include, path

from pledges.views import chasing_letter, reminder_papers, reminders

chasing = [
    path("", reminders.reminder_list, name="reminder_list"),
    path("gui/", reminders.reminder_send, name="reminder_send"),
    path("tu-gui/", reminders.reminders_by_themselves, name="reminders_by_themselves"),
    path("<int:pk>/sua/", reminders.reminder_edit, name="reminder_edit"),
    path("<int:pk>/bo/", reminders.reminder_drop, name="reminder_drop"),
    path("ban-giay/", reminder_papers.reminders_by_paper, name="reminders_by_paper"),
    path("phieu-bao.pdf", reminder_papers.reminder_papers, name="reminder_papers"),
    path("<int:pk>/ban-giay/", reminder_papers.reminder_by_paper, name="reminder_by_paper"),
    path("<int:pk>/phieu-bao.pdf", reminder_papers.reminder_paper, name="reminder_paper"),
    path("<int:pk>/phieu-bao.docx", reminder_papers.reminder_word, name="reminder_word"),
    path("<int:pk>/gui-lai/", reminders.reminder_resend, name="reminder_resend"),
    path("cong-van/", chasing_letter.chasing_letter, name="chasing_letter"),
    path("cong-van.pdf", chasing_letter.chasing_letter_preview, name="chasing_letter_preview"),
    path("cong-van.docx", chasing_letter.chasing_letter_word, name="chasing_letter_word"),
]

urlpatterns = [path("khoi/<slug:bloc>/<int:year>/nhac-viec/", include(chasing))]
