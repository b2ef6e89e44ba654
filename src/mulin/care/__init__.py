"""Care: who needs it, what they agreed to, meters that tell of stillness, services that come home."""
