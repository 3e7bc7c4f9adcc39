"""What documents must look like: embeds, components, forms, commands. Each check also puts them in order."""
