"""Django Channels with Redis: the chat of its own tutorial, one group a room. Served by daphne: `daphne bench_site:application`."""
import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a benchmark has no secrets",
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["channels"],
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [("127.0.0.1", int(os.environ["REDIS_PORT"]))], "capacity": 1000},
        },
    },
)
django.setup()

from urllib.parse import parse_qs  # noqa: E402

from channels.generic.websocket import AsyncJsonWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402


class Chat(AsyncJsonWebsocketConsumer):
    async def connect(self):
        query = parse_qs(self.scope["query_string"].decode())
        self.room = "room_" + query.get("room", ["0"])[0].replace("-", "_")
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def receive_json(self, content):
        await self.channel_layer.group_send(self.room, {"type": "chat.said", "text": content["text"]})

    async def chat_said(self, event):
        await self.send_json({"type": "said", "room": self.room, "text": event["text"]})


application = ProtocolTypeRouter({"websocket": URLRouter([path("chat", Chat.as_asgi()), path("idle", Chat.as_asgi())])})
