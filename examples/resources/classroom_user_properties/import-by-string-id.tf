import {
  to = classroom_user_properties.jane
  id = "workshop-1/jane:seat,pronoun"
}
