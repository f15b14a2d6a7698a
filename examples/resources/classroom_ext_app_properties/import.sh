# The room and the extApp, and after a colon the keys to manage. Without keys, all present keys are adopted.
terraform import classroom_ext_app_properties.countdown 'contest-1/io.agora.countdown:seconds'
