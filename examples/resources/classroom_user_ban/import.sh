# The room and the user.
terraform import classroom_user_ban.bob 'forum-1/bob'
