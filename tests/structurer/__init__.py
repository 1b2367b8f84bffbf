"""Tests of the structurer."""
