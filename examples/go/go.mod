module example.org/fashion

go 1.19
