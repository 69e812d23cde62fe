@echo off
"%~dp0..\Lectern.exe" %*
