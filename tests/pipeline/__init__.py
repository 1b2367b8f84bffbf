"""Tests of what joins the stages."""
