# The room and the user, and after a colon the keys to manage. Without keys, all present keys are adopted.
terraform import classroom_user_properties.jane 'workshop-1/jane:seat,pronoun'
