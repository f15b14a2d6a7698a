# The room and the user. The service does not return the ban: where a duration is configured, the next apply kicks once more to set it.
terraform import classroom_user_ban.bob 'ma1521-exam/bob'
