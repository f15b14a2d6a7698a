terraform import classroom_breakout_groups.tutorial 'tutorial-1'
