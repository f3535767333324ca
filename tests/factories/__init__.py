"""What tests stand on. A test names only what matters to it; the rest is invented here.

Each app has a module of its own beside this one: `from tests.factories.listings import make_house`.
"""
