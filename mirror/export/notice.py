"""What every file that leaves the mirror says of itself."""

NOTICE = (
    "This is no medical device. The figures are estimates from one camera for training and for talking about it; they are no"
    " diagnosis and do not replace an examination."
)
