"""One serializer per Discord object; nothing else knows Discord's field names on the way out."""
