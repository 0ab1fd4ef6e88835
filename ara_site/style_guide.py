from django.http import HttpResponse
def style_guide(request): return HttpResponse("")
