"""The look: what members see, as plain data that every plugin builds alike."""
