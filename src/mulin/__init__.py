"""Mulin (睦邻): the software by which a neighbourhood runs itself."""
