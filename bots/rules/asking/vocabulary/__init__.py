"""The vocabulary, as data: what each word or phrase says, class by class."""
