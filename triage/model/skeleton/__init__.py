"""The jointed figure that poses of exercises are drawn from."""
