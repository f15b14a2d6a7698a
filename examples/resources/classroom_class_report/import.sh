terraform import classroom_class_report.algebra 'algebra-1'
