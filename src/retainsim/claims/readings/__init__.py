"""What experiments read off a world: from its diary, its weekly record and its end."""
