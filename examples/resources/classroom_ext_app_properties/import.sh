terraform import classroom_ext_app_properties.example ma1521-exam/io.agora.countdown
